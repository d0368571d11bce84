/** The parts of the window: a lead has all of them, a member the week and the stories. Only the chosen one is worked out. */
import { useEffect, useState, type ReactNode } from 'react'
import { earlySignal } from '../../shared/team-figures/early-signal.ts'
import type { LeadBoard, TeamBoard } from '../../shared/team-view.ts'
import { useText } from '../ui/app.ts'
import { Customers } from './customers.tsx'
import { FiguresSection } from './figures-section.tsx'
import { FollowUps } from './follow-ups.tsx'
import { MoodCalendar } from './mood-calendar.tsx'
import { Parts } from './parts.tsx'
import { Promoters } from './promoters.tsx'
import { Signal } from './signal.tsx'
import { Stories } from './stories.tsx'
import { Tabs } from './tabs.tsx'
import { Week } from './week.tsx'

interface Section {
  readonly id: string
  readonly name: string
  readonly render: () => ReactNode
}

export function Sections({ board }: { readonly board: TeamBoard }) {
  const t = useText()
  const { lead } = board
  const isSignalling = useSignalling(lead)
  const sections: readonly Section[] =
    lead === null ? memberSections(t, board) : leadSections(t, board, lead, isSignalling)
  const [chosen, setChosen] = useState<string>()
  const shown = sections.find(({ id }) => id === chosen) ?? sections[0]
  if (shown === undefined) return undefined
  return (
    <Tabs label={t('board.sections')} tabs={sections} chosen={shown.id} choose={setChosen}>
      {shown.render()}
    </Tabs>
  )
}

function memberSections(t: ReturnType<typeof useText>, board: TeamBoard): Section[] {
  return [
    { id: 'week', name: t('board.tab-week'), render: () => <Week board={board} /> },
    { id: 'stories', name: t('board.tab-stories'), render: () => <Stories board={board} /> },
  ]
}

function leadSections(
  t: ReturnType<typeof useText>,
  board: TeamBoard,
  lead: LeadBoard,
  isSignalling: boolean,
): Section[] {
  const open = lead.followUps.followUps.filter(({ state }) => state === 'open').length
  return [
    { id: 'figures', name: t('board.tab-figures'), render: () => <FiguresSection lead={lead} /> },
    { id: 'mood', name: t('board.tab-mood'), render: () => <MoodCalendar summary={lead.day} /> },
    { id: 'parts', name: t('board.tab-parts'), render: () => <Parts lead={lead} /> },
    {
      id: 'signal',
      name: t(isSignalling ? 'board.tab-signal-on' : 'board.tab-signal'),
      render: () => <Signal days={lead.day.windows} />,
    },
    {
      id: 'follow-ups',
      name: open === 0 ? t('board.tab-follow-ups') : t('board.tab-follow-ups-open', { n: open }),
      render: () => <FollowUps answer={lead.followUps} />,
    },
    { id: 'stories', name: t('board.tab-stories'), render: () => <Stories board={board} /> },
    {
      id: 'customers',
      name: t('board.tab-customers'),
      render: () => <Customers answer={lead.customers} />,
    },
    {
      id: 'promoters',
      name: t('board.tab-promoters'),
      render: () => <Promoters answer={lead.promoters} months={lead.month.windows} />,
    },
    { id: 'week', name: t('board.tab-week'), render: () => <Week board={board} /> },
  ]
}

/** Whether a line signals now: looked at once the window is painted, so that its tab can say so. */
function useSignalling(lead: LeadBoard | null): boolean {
  const days = lead?.day.windows
  const [seen, setSeen] = useState<{ readonly days: typeof days; readonly isOn: boolean }>()
  useEffect(() => {
    if (days === undefined) return undefined
    const waiting = requestIdleCallback(() => {
      const { smiley, rating } = earlySignal(days)
      setSeen({ days, isOn: smiley.state === 'signals' || rating.state === 'signals' })
    })
    return () => cancelIdleCallback(waiting)
  }, [days])
  return seen !== undefined && seen.days === days && seen.isOn
}
