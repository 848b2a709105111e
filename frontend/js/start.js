// Runs before the first paint: parts that only scripts can open are hidden only where scripts run.
document.documentElement.classList.add("js-enabled");
