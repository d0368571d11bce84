/** Where a record is. */
export interface Place {
  readonly teamNo: number
  readonly deviceNo: number
  readonly agentNo: number
}
