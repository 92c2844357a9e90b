// Every page carries this and nothing else: the registration of the service worker, after the page has been read.
if ('serviceWorker' in navigator) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => {
      // Private windows and some managed phones refuse; the site works without it.
    })
  })
}
