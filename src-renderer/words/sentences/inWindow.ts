/** What the engine says to somebody at a terminal, and what the window says instead: there are no commands to type in it. */
export const inWindow = {
  'This library is open in another Lumitag. Close that one first, or name another library with --library <dir>.':
    'This library is open in another Lumitag. Close that one first.',
  'This library was made by a newer Lumitag. Install that version, or name another library with --library <dir>.':
    'This library was made by a newer Lumitag. Install that version to open it.',
  'The library’s folder {directory} cannot be used ({why}). Name another one with --library <dir>.':
    'The library’s folder {directory} cannot be used ({why}). Look whether it is there and may be written to, then start Lumitag again.',
  'The library in {folder} may not be written to. Give yourself the right to, or name another one.':
    'The library in {folder} may not be written to. Give yourself the right to, then start Lumitag again.',
  'The disk of {directory} is full. Make room, or name a library on another disk with --library <dir>, and try again: what was done is kept.':
    'The disk of {directory} is full. Make room, then try again: what was done is kept.',
  'The model needs {needed} more, and the disk of {directory} has {free} free, of which {spare} stay so. Make room, choose a smaller precision, or name a library on another disk with --library <dir>.':
    'The model needs {needed} more, and the disk of {directory} has {free} free, of which {spare} stay so. Make room, or choose a smaller precision.',
  'The inference process cannot start ({reason}). Install the dependencies again: delete node_modules, then npm start.':
    'The process that reads photos cannot start ({reason}). Install Lumitag again.',
  '{repository} holds no snapshot: the download into the cache did not finish. Repeat it there, or use "lumitag model pull".':
    '{repository} holds no snapshot: the download into the cache did not finish. Repeat it there, or install the model here.',
  '{provider} was not tried with the model in use on this computer. "lumitag model check" tries all there are.':
    '{provider} was not tried with the model in use on this computer. Check the model first: that tries all there are.',
  'There is no model "{name}" in the catalogue. "lumitag model list --available" shows those there are.':
    'There is no model “{name}” in the catalogue.',
  'There is no model "{name}". "lumitag model list" shows those there are.': 'There is no model “{name}”.',
  '{name} is installed already: lumitag model use {id}. To have it in another precision, delete {folder} first.':
    '{name} is installed already. To have it in another precision, delete {folder} first.',
  'HF_HUB_OFFLINE is set, so nothing is downloaded. Unset it, or bring a model folder: lumitag model add <folder>':
    'HF_HUB_OFFLINE is set, so nothing is downloaded. Unset it, or add a model folder that you have already.',
  'There is no run "{id}". "lumitag undo --list" shows those there are.':
    'This sync is not remembered any more.',
  'The file holds no labels: {why}. It is JSON like {"labels": [{"name": "Dog", "prompts": ["a dog"]}]}.':
    'The file holds no labels: {why}. Choose one that was exported from Lumitag.',
  'it is an export for Immich (visual and textual), which names and feeds its towers in another way. Get the export of the same model that has onnx/vision_model.onnx: "lumitag model pull" downloads it':
    'it is an export for Immich (visual and textual), which names and feeds its towers in another way. Install the same model from the list of models instead',
} as const
