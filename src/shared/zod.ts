/** zod without code generation: the windows' content security policy forbids `eval`, and one way for all is simpler. */
import { z } from 'zod'

z.config({ jitless: true })

export { z }
