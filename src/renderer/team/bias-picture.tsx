/** Where agents' scores lie from customers': the mean difference as a dot, 95 of 100 differences as a bar. */
import { scaleLinear } from 'd3-scale'
import type { AgreementFigures } from '../../shared/wire/team.ts'
import { useWords } from './use-words.ts'

const WIDTH = 640
const MIDDLE = 34

export function BiasPicture({ figures: { bias, limits } }: { readonly figures: AgreementFigures }) {
  const { t, board } = useWords()
  const x = scaleLinear()
    .domain([-4, 4])
    .range([20, WIDTH - 20])
    .clamp(true)
  return (
    <figure className="bias">
      <svg viewBox={`0 0 ${WIDTH} 84`} aria-hidden="true" focusable="false">
        <line className="grid" x1={x(-4)} x2={x(4)} y1={MIDDLE} y2={MIDDLE} />
        <line className="cursor" x1={x(0)} x2={x(0)} y1={10} y2={58} />
        <rect
          className="bias-limits"
          x={x(limits.low)}
          width={x(limits.high) - x(limits.low)}
          y={MIDDLE - 9}
          height="18"
          rx="4"
        />
        <circle className="dot" cx={x(bias)} cy={MIDDLE} r="7" />
        {[-4, -2, 0, 2, 4].map((value) => (
          <text key={value} className="tick" x={x(value)} y="76" textAnchor="middle">
            {value === 0 ? t('board.customers-zero') : board.signed(value)}
          </text>
        ))}
      </svg>
      <figcaption className="bias-ends hint">
        <span>← {t('board.customers-customers')}</span>
        <span>{t('board.customers-chart')}</span>
        <span>{t('board.customers-agents')} →</span>
      </figcaption>
    </figure>
  )
}
