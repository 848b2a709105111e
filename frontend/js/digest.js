// What a file is known by on this device: a digest of what is in it. Where the browser has none (a page without TLS), what the
// device says of it.
export async function digest(file) {
  if (!globalThis.crypto?.subtle) return [file.name, file.type, file.size, file.lastModified].join("-");
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
