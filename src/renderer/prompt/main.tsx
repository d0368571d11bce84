/** The prompt window: the small card that asks for a rating. */
import { dropOldDrafts } from '../ui/drafts.ts'
import { startWindow } from '../ui/start.tsx'
import './prompt.css'
import { Prompt } from './prompt.tsx'

dropOldDrafts(Date.now())
startWindow('card.title', Prompt)
