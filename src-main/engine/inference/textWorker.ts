import { answerTasks } from './answerTasks.ts'
import { findTextLimits } from './golden/textLimits.ts'
import type { Kind, Results, TextTask } from './protocol.ts'
import { spellingOf } from './textTower.ts'
import { embedTexts, releaseTowers, testTowers } from './towers.ts'

/* Entry of the worker thread for texts: it loads no decoder. */

function perform(task: TextTask): Promise<Results[Kind]> {
  switch (task.kind) {
    case 'texts':
      return embedTexts(task.text, task.texts)
    case 'spelling':
      return spellingOf(task.text, task.texts)
    case 'test':
      return testTowers(task.vision, task.text)
    case 'textLimits':
      return findTextLimits(task.text, task.pieces)
  }
}

answerTasks((task: TextTask) => () => perform(task), releaseTowers)
