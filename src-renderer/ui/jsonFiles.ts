/** Hands something to the user as a JSON file. */
export function saveJson(name: string, content: unknown): void {
  const text = `${JSON.stringify(content, null, 2)}\n`
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|]/g, '_')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Lets the user choose a JSON file. */
export function chooseJson(then: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.onchange = () => {
    const file = input.files?.[0]
    if (file) then(file)
  }
  input.click()
}
