// Tells when the line is gone, and keeps a form from being lost to the browser's own error page.
export function watchConnection() {
  const words = document.getElementById("mpp-offline");
  const notices = document.getElementById("pesan");
  if (!words || !notices) return;

  const tell = () => {
    if (!notices.querySelector(".mpp-offline")) notices.append(words.content.cloneNode(true));
  };
  window.addEventListener("offline", tell);
  window.addEventListener("online", () => notices.querySelector(".mpp-offline")?.remove());
  document.addEventListener("htmx:error", tell);
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    tell();
    notices.scrollIntoView({ block: "center" });
  });
}
