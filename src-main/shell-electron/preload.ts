import { ipcRenderer } from 'electron'

/*
 * All that the page can reach: it says 'lumitag-ready' and is handed a port. Ports cannot pass the context bridge, so
 * they are posted to the page's own window. ipcRenderer stays here.
 */

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'lumitag-ready') ipcRenderer.send('lumitag-ready')
})

ipcRenderer.on('lumitag-port', (event) => window.postMessage('lumitag-port', '*', [...event.ports]))
