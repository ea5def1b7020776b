/** Pictures for a message: made small enough for a model to look at, and as the server takes them. */

import type { components } from "./api-schema";

export type Picture = Required<components["schemas"]["Picture"]>;

/** Models scale larger pictures down to about this themselves. */
const LONGEST_SIDE_PX = 1568;
const JPEG_QUALITY = 0.85;
const KEPT_AS_IT_IS_BYTES = 400_000;

export const MOST_PICTURES = 4;

const KINDS: readonly string[] = ["image/png", "image/jpeg", "image/webp", "image/gif"];
export const isPictureKind = (type: string): type is Picture["media_type"] => KINDS.includes(type);

export const isPicture = (file: File): boolean => file.type.startsWith("image/");

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** On white, because what was transparent would come out black. */
async function shrunk(image: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw pictures.");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
}

/** Rejects with a sentence when the file is no picture that this browser can read. */
export async function pictureOf(file: File): Promise<Picture> {
  let image: ImageBitmap;
  try {
    image = await createImageBitmap(file);
  } catch {
    throw new Error(`${file.name || "The file"} is not a picture this browser can read.`);
  }
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(image.width, image.height));
  const { type, name } = file;
  if (scale === 1 && isPictureKind(type) && file.size <= KEPT_AS_IT_IS_BYTES) {
    return { media_type: type, data: await base64(file), name };
  }
  return { media_type: "image/jpeg", data: await base64(await shrunk(image, scale)), name };
}

export const addressOfPicture = ({ media_type, data }: Pick<Picture, "data"> & { media_type: string }): string =>
  `data:${media_type};base64,${data}`;
