/** A point of a series. What is outside its usual range has another shape, not only another colour. */

interface Props {
  readonly x: number
  readonly y: number
  readonly unusual: 'low' | 'high' | undefined
  readonly size: 'small' | 'large'
  readonly chosen?: boolean
}

export function PointMark({ x, y, unusual, size, chosen = false }: Props) {
  const radius = (size === 'large' ? 3.5 : 2.75) + (chosen ? 2.5 : 0)
  if (unusual === undefined) {
    return <circle className={size === 'large' ? 'dot' : 'dot dot-small'} cx={x} cy={y} r={radius} />
  }
  // A triangle that points away from what is usual.
  const way = unusual === 'low' ? 1 : -1
  const side = radius + 3
  return (
    <path
      className="dot-unusual"
      d={`M${x - side},${y - way * side * 0.7}h${2 * side}L${x},${y + way * side}Z`}
    />
  )
}
