/* The image behind a map: where it is put, and how it is brought in. */

import type { BackgroundView, CanvasData, CanvasSession, Value } from "../../core";
import { getOrMake, value } from "../../core";
import type { Box, Size } from "../board/box";
import type { Camera } from "../board/zoom";

export const ACCEPTED = "image/png,image/jpeg";
/** As put: what is drawn over it stands out. */
export const OPACITY = 0.6;
/** Around it, in pixels of the screen: at its sides, and under what floats above and below. */
const SIDES_PX = 26;
const BARS_PX = 62;
/** A larger file is made smaller here: it leaves sooner, and the server keeps no more. */
const SMALL_BYTES = 1_000_000;
/** Its longest side, as the server keeps it. */
export const SIDE_PX = 2_400;

export const NO_ANSWER =
  "Le serveur ne répond pas\u00a0: l’image n’a pas été posée, rien n’a changé. Réessayez dans un moment.";
const NOT_READ = "Cette image n’a pas été reçue en entier\u00a0: rien n’a changé. Réessayez dans un moment.";

/** The dialog is asked for; `file`: with an image that was pasted or dropped. */
interface AskedImage {
  file: File | null;
}

const asked = new WeakMap<CanvasSession, Value<AskedImage | null>>();

export function askedImage(session: CanvasSession): Value<AskedImage | null> {
  return getOrMake(asked, session, () => value<AskedImage | null>(null));
}

export function imageUrl({ urls }: CanvasData, { image }: Pick<BackgroundView, "image">): string {
  return `${urls.background}/${image}`;
}

/** What it is for who does not see it. */
export function imageWords({ alt }: Pick<BackgroundView, "alt">): string {
  return alt.trim() === "" ? "Image de fond, sans description" : `Image de fond\u00a0: ${alt.trim()}`;
}

/** What of the board is seen through a frame. */
export function seenBy({ x, y, zoom }: Camera, frame: Size): Box {
  const [width, height] = [frame.width / zoom, frame.height / zoom];
  const [dx, dy] = [Math.min(SIDES_PX / zoom, width / 8), Math.min(BARS_PX / zoom, height / 8)];
  return { x: -x / zoom + dx, y: -y / zoom + dy, width: width - 2 * dx, height: height - 2 * dy };
}

/** As large as fits in a box, in its middle, where things may be. */
export function fitted({ width, height }: Size, within: Box, reach: number): Box {
  const scale = Math.min(within.width / width, within.height / height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const kept = (at: number) => Math.round(Math.min(reach, Math.max(-reach, at)));
  return {
    x: kept(within.x + (within.width - w) / 2),
    y: kept(within.y + (within.height - h) / 2),
    width: Math.min(w, 2 * reach),
    height: Math.min(h, 2 * reach),
  };
}

/** The first image of what is pasted or dropped. */
export function imageIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find(({ type }) => ACCEPTED.split(",").includes(type)) ?? null;
}

/** The name of an image that the server keeps, and its size in pixels. */
interface SentImage extends Size {
  image: string;
}

/** Send an image; what it is called, or the sentence that says why not. */
export async function sendImage(url: string, file: File): Promise<SentImage | string> {
  const body = await smaller(file);
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": body.type }, body }).catch(() => null);
  if (answer === null) return NO_ANSWER;
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return isSent(said) ? said : NOT_READ;
  const refusal = (said as { erreur?: unknown } | null)?.erreur;
  return typeof refusal === "string" ? refusal : NO_ANSWER;
}

function isSent(said: unknown): said is SentImage {
  const sent = said as Partial<SentImage> | null;
  return typeof sent?.image === "string" && Number(sent.width) > 0 && Number(sent.height) > 0;
}

/** The photograph of a telephone made smaller; as it is when this browser cannot, or need not. */
async function smaller(file: File): Promise<Blob> {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, SIDE_PX / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext("2d");
    if (context === null) return file;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return made !== null && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

/** The image as an address that holds it, for a file that must need nothing else; null: not to be had. */
export async function imageData(url: string): Promise<string | null> {
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok !== true) return null;
  const blob = await answer.blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result : null);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(blob);
  });
}
