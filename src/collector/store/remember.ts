/**
 * A function that remembers what it has read: few different texts come in, and each is costly to take apart.
 * @param most texts that are remembered at one time
 */
export function remembering<T>(most: number, read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = read(text)
      if (known.size === most) known.clear()
      known.set(text, value)
    }
    return value
  }
}
