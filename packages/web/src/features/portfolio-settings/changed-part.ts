/**
 * The fields that a form says otherwise than what it began with. Sent alone they leave what somebody else changed
 * meanwhile as it is.
 */
export function changedPart<Fields extends object>(base: Fields, next: Fields): Partial<Fields> {
  const part: Partial<Fields> = {};
  for (const field of Object.keys(next) as (keyof Fields)[]) {
    if (JSON.stringify(base[field]) !== JSON.stringify(next[field])) part[field] = next[field];
  }
  return part;
}
