// Whether a picture can probably be read: the same three questions that the server asks, before a byte has been sent.
const COMPARED_AT = 1000;
const SHORTEST_READABLE = 700;
const LIGHT_FROM = 60;
const SHARP_FROM = 60;

// Returns "small", "dark", "blurred"; nothing for a picture that this browser cannot draw (HEIC).
export async function legibility(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return [];
  }
  const hints = Math.min(picture.width, picture.height) < SHORTEST_READABLE ? ["small"] : [];
  const grey = greyOf(picture);
  if (mean(grey.values) < LIGHT_FROM) hints.push("dark");
  else if (sharpness(grey) < SHARP_FROM) hints.push("blurred");
  return hints;
}

function greyOf(picture) {
  const scale = Math.min(1, COMPARED_AT / Math.max(picture.width, picture.height));
  const width = Math.max(3, Math.round(picture.width * scale));
  const height = Math.max(3, Math.round(picture.height * scale));
  const drawn = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  drawn.drawImage(picture, 0, 0, width, height);
  const { data } = drawn.getImageData(0, 0, width, height);
  const values = new Float32Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
  }
  return { width, height, values };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// The variance of the Laplacian: how much edges stand out.
function sharpness({ width, height, values }) {
  let sum = 0;
  let squares = 0;
  const count = (width - 2) * (height - 2);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = values[at - 1] + values[at + 1] + values[at - width] + values[at + width] - 4 * values[at];
      sum += edge;
      squares += edge * edge;
    }
  }
  return squares / count - (sum / count) ** 2;
}
