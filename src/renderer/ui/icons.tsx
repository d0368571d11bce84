/** Line icons, 20 × 20, in the colour of the text around them. Decoration: the word stands beside them. */
import type { Channel } from '../../shared/trigger.ts'

const paths = {
  voice:
    'M6.6 3.4 8.3 7 6.8 8.6c.9 2 2.6 3.7 4.6 4.6L13 11.7l3.6 1.7v2.5c0 .6-.5 1-1.1 1C9.2 16.5 3.5 10.8 3.1 4.5c0-.6.4-1.1 1-1.1Z',
  video: 'M3 5.5h9a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM13 9l5-2.5v7L13 11',
  chat: 'M4 3.5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H9L5 17v-3.5H4A1.5 1.5 0 0 1 2.5 12V5A1.5 1.5 0 0 1 4 3.5Z',
  email: 'M3.5 4.5h13a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM3 6l7 5 7-5',
  sms: 'M6 2.5h8a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM7.5 6h5M7.5 9h5M9.5 15h1',
  social:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13 3.8a3 3 0 0 1 0 5.4M15 12c1.9.7 3 2.3 3 4.5',
  task: 'M4 3.5h12a.5.5 0 0 1 .5.5v12a.5.5 0 0 1-.5.5H4a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5ZM7 10l2.2 2.2L13.5 8',
  unknown: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 10h.01M10 10h.01M13.2 10h.01',
  check: 'M4 10.5 8.2 14.5 16 6',
  flag: 'M5 17.5v-14M5 4c3-1.5 5 1.5 10 0v7.5c-5 1.5-7-1.5-10 0',
  story: 'M3 8v4h2.5l7 3.5v-11L5.5 8ZM15.5 7.5a3.5 3.5 0 0 1 0 5M6 12l1 4.5h2',
  tag: 'M3 3.5h6.5l7.5 7.5-6 6L3.5 9.5ZM6.8 7h.01',
  lock: 'M5 9h10a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5H5a.5.5 0 0 1-.5-.5v-7A.5.5 0 0 1 5 9ZM6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9',
  undo: 'M7 4 3.5 7.5 7 11M3.5 7.5H12a4.3 4.3 0 0 1 0 8.6H8',
  close: 'M5 5l10 10M15 5 5 15',
  trash: 'M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.3 9v4.5M11.7 9v4.5',
  plus: 'M10 4v12M4 10h12',
  chart: 'M3 3v14h14M6 13l3.5-4 3 2.5L17 6',
  sliders: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4.2l2.8 1.8',
  pause: 'M7 4.5v11M13 4.5v11',
  resume: 'M6.5 4.5v11l9-5.5Z',
  notice: 'M10 3 2.5 16.5h15ZM10 8v4M10 14.3h.01',
  chevron: 'M6 8l4 4 4-4',
  skip: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.8 4.8l10.4 10.4',
} as const satisfies Record<Channel, string> & Record<string, string>

export type IconName = keyof typeof paths

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
