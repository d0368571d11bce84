/**
 * What a collector that has stopped holds: `count-child.ts FOLDER [postgres://…]`. Says how many interactions and days, and
 * how many roll-ups aren't what the raw records add up to.
 */
import { openStore } from '../../src/collector/store/open.ts'

const [dataFolder = '.', database] = process.argv.slice(2)
const store = await openStore({ dataFolder, database, now: Date.now })
const { interactions, days } = await store.administration.statistics()
const differences = await store.administration.verifyRollups()
await store.close()
// A long message takes its time.
process.send?.({ interactions, days, differences: differences.length }, () => process.disconnect())
