/* What the tabs of one browser tell each other when a dossier is left in one of them. */

const NAME = "capacities-quitter";
/** In the stead of a dossier: it was the last, nothing of the site stays on this device. */
export const ALL = "";

/** A dossier was left, or all: the other tabs hear of it. */
export function tellTabs(left: string): void {
  const channel = opened();
  channel?.postMessage(left);
  channel?.close();
}

/** Hear which dossier was left elsewhere in this browser; returns what stops it. */
export function onLeft(hear: (left: string) => void): () => void {
  const channel = opened();
  if (channel === null) return () => undefined;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") hear(data);
  };
  return () => channel.close();
}

/** Null in a browser that has none, or refuses it. */
function opened(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}
