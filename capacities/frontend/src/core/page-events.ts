/* What happens to the page: hidden, shown again, put to sleep, network back. */

export interface PageListener {
  /** Write what is only on the screen. */
  flush(): void;
  hide(): void;
  show(): void;
  /** Try to connect now; `force`: even if the socket looks alive. */
  retry(force: boolean): void;
}

export function watchPage(listener: PageListener): () => void {
  const wake = () => {
    listener.show();
    listener.retry(false);
  };
  const onVisibility = () => {
    if (document.visibilityState === "hidden") listener.flush();
    else wake();
  };
  const onHide = () => {
    listener.flush();
    listener.hide();
  };
  const onOnline = () => listener.retry(false);
  // The browser may be wrong (a server on this very machine): ask the server itself.
  const onOffline = () => listener.retry(true);
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", onHide);
  window.addEventListener("pageshow", wake);
  window.addEventListener("online", onOnline);
  window.addEventListener("offline", onOffline);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", onOffline);
  };
}
