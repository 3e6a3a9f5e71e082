export { type Journal, type JournalOptions, openJournal } from './journal.ts';
export type { StudyIdentity } from './study-identity.ts';
