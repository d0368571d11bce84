/** The end of a quarter, when the question of the quarter is asked. */
import type { Running } from './fixture.ts'

/** The widget's clock goes to noon of one of the last days of its quarter. Returns the quarter, `2026-Q4`. */
export async function goToEndOfQuarter(widget: Running): Promise<string> {
  const now = Temporal.Now.zonedDateTimeISO('Europe/Amsterdam')
  const lastMonth = Math.ceil(now.month / 3) * 3
  const end = now.with({ month: lastMonth, day: 25, hour: 12 })
  await widget.app.evaluate((_electron, ahead) => {
    const real = Date.now
    Date.now = () => real() + ahead
  }, end.epochMilliseconds - now.epochMilliseconds)
  return `${now.year}-Q${lastMonth / 3}`
}
