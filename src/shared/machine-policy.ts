/** The policy file: what an administrator sets for a computer. Its place: docs/administration.md. */
import { z } from './zod.ts'

export const machinePolicySchema = z.strictObject({
  /** Where records go. Without it the agent may enrol with a code of their own. */
  sync: z
    .strictObject({
      endpoint: z.string().min(1).max(2000),
      /** `cloudevents`: any receiver of CloudEvents batches; no enrolment, no digest. */
      wire: z.enum(['aftercall', 'cloudevents']).default('aftercall'),
      /** Enrols this computer without asking. For `aftercall`. */
      code: z.string().min(1).max(100).optional(),
      /** Sent as `Authorization: Bearer …`. For `cloudevents`. */
      token: z.string().min(1).max(2000).optional(),
    })
    .optional(),
})
export type MachinePolicy = z.infer<typeof machinePolicySchema>
