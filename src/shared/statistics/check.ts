/** What every figure here refuses: numbers that can't be. A `RangeError` says which one and its value. */

/** @throws RangeError unless it is a whole number of 0 or more */
export function checkCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} is ${value}, not a whole number of 0 or more`)
  }
}

/** @throws RangeError unless it lies within both ends, which count in */
export function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw new RangeError(`${name} is ${value}, not within ${low} to ${high}`)
}

/** @throws RangeError unless it is a whole number within both ends, which count in */
export function checkWhole(name: string, value: number, low: number, high: number): void {
  checkWithin(name, value, low, high)
  if (!Number.isInteger(value)) throw new RangeError(`${name} is ${value}, not a whole number`)
}

/** @throws RangeError unless both are counts and the part is no more than the whole */
export function checkPart(partName: string, part: number, wholeName: string, whole: number): void {
  checkCount(partName, part)
  checkCount(wholeName, whole)
  if (part > whole) throw new RangeError(`${partName} is ${part}, more than ${wholeName}, which is ${whole}`)
}
