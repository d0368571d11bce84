/** One family of faces: five for a rating, three for a day. Told apart by mouth, eyes and brows before colour. */
import type { ReactNode } from 'react'
import type { Rating, Smiley } from '../../shared/records.ts'

export type FaceName = Rating | Smiley

const eyes = (
  <g className="face-fill">
    <circle cx="14" cy="17" r="1.9" />
    <circle cx="26" cy="17" r="1.9" />
  </g>
)
const happyEyes = (
  <path className="face-line" d="M11.2 17.6c.9-2.6 4.3-2.6 5.2 0M23.6 17.6c.9-2.6 4.3-2.6 5.2 0" />
)
const laugh = (
  <path className="face-fill face-line" d="M12.6 23h14.8c0 4.4-3.2 7.2-7.4 7.2s-7.4-2.8-7.4-7.2Z" />
)

const features: Readonly<Record<FaceName, ReactNode>> = {
  1: (
    <>
      <path className="face-line" d="M10.8 12.2l5.6 2.6M29.2 12.2l-5.6 2.6" />
      <g className="face-fill">
        <circle cx="14.2" cy="18.4" r="1.9" />
        <circle cx="25.8" cy="18.4" r="1.9" />
      </g>
      <path className="face-line" d="M12.8 29.6c1.6-4 4.2-5.8 7.2-5.8s5.6 1.8 7.2 5.8" />
    </>
  ),
  2: (
    <>
      {eyes}
      <path className="face-line" d="M13.8 28.4c1.7-2.3 3.8-3.3 6.2-3.3s4.5 1 6.2 3.3" />
    </>
  ),
  3: (
    <>
      {eyes}
      <path className="face-line" d="M14 26.5h12" />
    </>
  ),
  4: (
    <>
      {eyes}
      <path className="face-line" d="M13.2 24.4c1.7 3 4 4.4 6.8 4.4s5.1-1.4 6.8-4.4" />
    </>
  ),
  5: (
    <>
      {happyEyes}
      {laugh}
    </>
  ),
  happy: (
    <>
      {happyEyes}
      <path className="face-line" d="M12.6 23.4c1.7 3.8 4.2 5.6 7.4 5.6s5.7-1.8 7.4-5.6" />
    </>
  ),
  neutral: (
    <>
      {eyes}
      <path className="face-line" d="M14 26.5h12" />
    </>
  ),
  sad: (
    <>
      <path className="face-line" d="M11.2 14.8l4.6-2M28.8 14.8l-4.6-2" />
      <g className="face-fill">
        <circle cx="14" cy="18.4" r="1.9" />
        <circle cx="26" cy="18.4" r="1.9" />
      </g>
      <path className="face-line" d="M13.4 29c1.6-3 3.9-4.4 6.6-4.4s5 1.4 6.6 4.4" />
    </>
  ),
}

/** A face; decoration only, the word stands beside it or in the control's name. */
export function Face({ name }: { readonly name: FaceName }) {
  return (
    <svg className={`face face-${name}`} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <circle className="face-skin" cx="20" cy="20" r="18" />
      {features[name]}
    </svg>
  )
}
