// Photos as they are kept and sent: drawn anew, so that nothing of what a camera writes beside a picture (place, time, maker) stays.

const SIDE = 1280;
const MOST_BYTES = 300_000;
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2];

/** A new JPEG of what a file shows; throws where it shows nothing. */
export async function redrawn(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  let smallest = null;
  for (const quality of QUALITIES) {
    smallest = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (smallest === null) throw new Error("no picture");
    if (smallest.size <= MOST_BYTES) break;
  }
  return smallest;
}

/** A small canvas that shows a photo. */
export async function shown(photo, label) {
  const image = await createImageBitmap(photo);
  const canvas = document.createElement("canvas");
  canvas.width = 96;
  canvas.height = Math.max(1, Math.round((96 * image.height) / image.width));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  image.close();
  return canvas;
}

/** Its bytes in base64. */
export function base64(photo) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(photo);
  });
}
