/** Loaded with -r before the measured app: remembers every timer that its main process sets. */
const timers = []
globalThis.timersSet = timers
for (const name of ['setTimeout', 'setInterval']) {
  const original = globalThis[name]
  globalThis[name] = Object.assign((action, delay = 0, ...values) => {
    const timer = { name, delay, at: Date.now(), fired: 0 }
    timers.push(timer)
    return original(
      (...given) => {
        timer.fired = Date.now()
        return action(...given)
      },
      delay,
      ...values,
    )
  }, original)
}
