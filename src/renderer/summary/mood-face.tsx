/** A face for one cell of a calendar: told apart by its mouth and its outline before its colour. */
import type { Smiley } from '../../shared/records.ts'

const MOUTHS: Readonly<Record<Smiley, string>> = {
  happy: 'M5.6 11.4c1.2 2.4 2.6 3.4 4.4 3.4s3.2-1 4.4-3.4',
  neutral: 'M6 13h8',
  sad: 'M5.8 15c1.1-2.3 2.5-3.2 4.2-3.2s3.1.9 4.2 3.2',
}
const EYES = 'M7 6.6v1.6M13 6.6v1.6'

export function MoodFace({ smiley }: { readonly smiley: Smiley }) {
  return (
    <svg className={`face face-${smiley}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect
        className="face-skin"
        x="1"
        y="1"
        width="18"
        height="18"
        rx={smiley === 'happy' ? 9 : smiley === 'neutral' ? 5 : 2}
      />
      <path className="face-line" d={`${EYES}${MOUTHS[smiley]}`} />
    </svg>
  )
}
