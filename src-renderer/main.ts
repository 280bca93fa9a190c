import { mount } from 'svelte'
import App from './App.svelte'
import { openBrowserWire, signIn } from './api/browserWire.ts'
import { Connection } from './api/connection.svelte.ts'
import { openElectronWire } from './api/electronWire.ts'
import { inElectron } from './api/media.ts'
import { reloadIfOutdated } from './api/version.ts'
import { App as AppState } from './state/app.svelte.ts'
import { Navigation } from './state/navigation.svelte.ts'
import { Preferences } from './state/preferences.svelte.ts'
import { showTheme } from './styles/theme.ts'
import { speakAs } from './words/speakAs.ts'

/* The window starts: sign in where that is needed, open the line, show. */

const preferences = new Preferences(localStorage)
// the page is first painted after this (`blocking` in electron.config.ts): no flash of the other colours
showTheme(preferences.theme)
// in English if need be: a window that says nothing would be worse
await speakAs(preferences.language).catch(() => undefined)
const connection = new Connection(inElectron() ? openElectronWire : openBrowserWire)
const app = new AppState(connection, new Navigation(history), preferences)
mount(App, { target: document.getElementById('app')!, props: { app } })

const letIn = inElectron() || (await signIn().catch(() => 'refused')) !== 'refused'
if (!letIn) connection.state = 'refused'
else
  void connection.run({
    onReady() {
      app.refreshAll()
      void reloadIfOutdated(connection, sessionStorage, () => location.reload())
    },
    onEvent: (event) => app.onEvent(event),
    onHostEvent: (event) => app.onHostEvent(event),
  })
