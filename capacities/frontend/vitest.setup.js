/* Files follow one another in a thread: each begins in a browser that keeps nothing. */
globalThis.localStorage?.clear();
globalThis.sessionStorage?.clear();
globalThis.document?.body.replaceChildren();
if (globalThis.window) window.innerWidth = 1024;
