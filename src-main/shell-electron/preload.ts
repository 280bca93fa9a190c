import { ipcRenderer, webUtils } from 'electron'

/*
 * All that the page can reach: it says 'lumitag-ready' and is handed a port. Ports cannot pass the context bridge, so
 * they are posted to the page's own window. ipcRenderer stays here.
 */

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'lumitag-ready') ipcRenderer.send('lumitag-ready')
})

ipcRenderer.on('lumitag-port', (event) => window.postMessage('lumitag-port', '*', [...event.ports]))

// Files may be dropped anywhere: where they lie is told to main alone, which looks for folders among them. A page can make
// up an event, but no file that has a path
window.addEventListener('dragover', (event) => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
})
window.addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted) return
    const paths = [...(event.dataTransfer?.files ?? [])]
      .map((file) => webUtils.getPathForFile(file))
      .filter(Boolean)
    if (paths.length > 0) ipcRenderer.send('lumitag-dropped', paths)
  },
  true,
)
