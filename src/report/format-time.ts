/** `2024-03-05 10:04`, in UTC, so that the same image prints the same everywhere. null where it is no time that has four digits of year. */
export function formatTime(milliseconds: number): string | null {
  const time = new Date(milliseconds);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0 || time.getUTCFullYear() > 9999) return null;
  return time.toISOString().slice(0, 16).replace('T', ' ');
}
