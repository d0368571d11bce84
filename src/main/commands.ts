/** What each command of the IPC contract does; part of the composition root. */
import type { WindowName } from '../shared/ipc.ts'
import type { Interaction, WorkDayId } from '../shared/records.ts'
import { ok, refuse, type RefusalCode, type Result } from '../shared/result.ts'
import { storageProblemOf } from '../shared/storage-problem.ts'
import type { InteractionView } from '../shared/views.ts'
import type { Handlers } from './desktop/ipc-server.ts'
import { toInteractionView } from './prompting/views.ts'
import type { Widget } from './widget.ts'

/** The handlers of a widget. Leaving a command out doesn't compile. */
export function createHandlers(widget: Widget): Handlers {
  const { book, prompter, reminder, team, own, pulse, board } = widget
  /** Changes one interaction and answers with what it is now. */
  const change = (id: string, write: () => Interaction | void): Result<InteractionView> => {
    const known = book.get(id)
    if (known === undefined || known.deleted) return refuse('not-found')
    return attempt(() => {
      const after = write() ?? known
      prompter.answersChanged()
      return toInteractionView(after)
    })
  }
  const onOpenDay = (day: WorkDayId, write: () => void) =>
    reminder.isOpen(day)
      ? attempt(() => {
          write()
          return widget.views.day()
        })
      : refuse('conflict', `${day} can't be answered any more`)

  return {
    'app:get': () => ok(widget.views.app()),
    'status:get': () => ok(widget.views.status()),

    'card:get': () => ok(widget.views.card()),
    'card:touch': ({ busy }) => ok(prompter.touch(busy)),
    'card:resize': ({ height }, from) => ok(widget.fitHeight(from, height)),
    'card:close': () => ok(prompter.closeCard()),
    'prompt:request': () => ok(widget.requestPrompt()),

    'interaction:rate': ({ id, rating }) => change(id, () => book.rate(id, rating)),
    'interaction:amend': ({ id, patch }) => change(id, () => book.answer(id, patch)),
    'interaction:undo': ({ id }) => change(id, () => book.withdraw(id)),
    'interaction:skip': ({ id }) => change(id, () => book.skip(id)),
    'interaction:delete': ({ id }) => {
      const removed = change(id, () => book.remove(id))
      return removed.ok ? ok(undefined) : removed
    },

    'today:get': () => ok(widget.views.today()),
    'day:get': () => ok(widget.views.day()),
    'day:smile': ({ workDay, smiley }) => onOpenDay(workDay, () => reminder.smile(workDay, smiley)),
    'day:undo': ({ workDay }) => onOpenDay(workDay, () => reminder.withdraw(workDay)),
    'day:later': () => ok(widget.closeWindow('day')),
    'summary:get': () => attempt(() => widget.views.summary()),

    'own:leaves': ({ after, limit }) => attempt(() => own.leaves(after, limit)),
    'own:follow-ups': () => {
      board.glanced()
      return ok(board.ownFollowUps())
    },
    'own:export': async ({ format }, from) => ok(await own.export(format, from)),
    'own:export-collector': async (_input, from) => ok(await own.exportFromCollector(from)),
    'own:erase': async ({ collector }, from) => ok(await own.erase(collector, from)),

    'pulse:get': () => attempt(() => pulse.view()),
    'pulse:answer': ({ quarter, score }) => {
      const answered = attempt(() => pulse.answer(quarter, score))
      if (answered.ok && !answered.value) return refuse('conflict', `${quarter} can't be answered any more`)
      return answered.ok ? attempt(() => pulse.view()) : answered
    },
    'pulse:later': () =>
      attempt(() => {
        pulse.later()
        return pulse.view()
      }),

    'spotlight:hide': ({ story }) =>
      attempt(() => {
        widget.spotlight.hide(story)
      }),

    'team:get': async () => ok(await board.opened()),
    'team:refresh': async () => ok(await board.refresh()),
    'team:follow-up': async ({ id, ...asked }) => ok(await board.changeFollowUp(id, asked)),
    'team:spotlight': async ({ story }) => ok(await board.changeSpotlight(story)),
    'team:export': async (asked, from) => ok(await widget.exportTeam(asked, from)),

    'sync:get': () => ok(team.view()),
    'sync:enrol': async ({ endpoint, code }) => ok(await team.enrol(endpoint, code)),
    'sync:dismiss': () => ok(team.dismiss()),
    'sync:disconnect': async () => ok(await team.disconnect()),
    'sync:send-now': () => ok(team.sendNow()),
    'sync:transfer-code': async () => ok(await team.transferCode()),
    'sync:outgoing': () => attempt(() => team.outgoing()),
    'sync:refused': () => attempt(() => team.refused()),

    'settings:change': (patch) => attempt(() => widget.changeSettings(patch)),
    'pause:set': ({ pause }) => {
      widget.pause(pause)
      return ok(widget.views.status())
    },
    'window:open': ({ window }) => ok(widget.openWindow(window)),
    'window:close': (_input, from: WindowName) => ok(widget.closeWindow(from)),
    'app:show-data': () => ok(widget.showDataFolder()),
    'app:quit': () => ok(widget.quit()),
  }
}

/** Errors of the store as refusals; anything else is a defect and goes on to the log. */
function attempt<T>(action: () => T): Result<T> {
  try {
    return ok(action())
  } catch (error) {
    const problem = storageProblemOf(error)
    if (problem !== undefined) return refuse(problem)
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'not-found' || code === 'conflict') return refuse(code satisfies RefusalCode, String(error))
    throw error
  }
}
