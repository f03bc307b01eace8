export const coin = {} as const;
