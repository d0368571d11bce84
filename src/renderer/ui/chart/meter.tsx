/** A small bar in a table's cell, with its interval as a line. The cell says the same in figures. */

interface Props {
  /** Of the whole width, 0–1. */
  readonly value: number
  readonly low?: number | undefined
  readonly high?: number | undefined
}

export function Meter({ value, low, high }: Props) {
  return (
    <svg
      className="meter"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="meter-track" width="100" height="12" />
      <rect className="meter-bar" width={value * 100} height="12" />
      {low !== undefined && high !== undefined && (
        <path className="meter-range" d={`M${low * 100},6H${high * 100}`} />
      )}
    </svg>
  )
}
