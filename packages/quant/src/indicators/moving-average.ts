/**
 * Simple moving average: the mean of the last `period` values.
 * @param values oldest first, of one unbroken series
 * @returns as many values; null until `period` of them are there
 * @throws RangeError for a period that is not a whole number above 0
 */
export function simpleMovingAverage(values: readonly number[], period: number): (number | null)[] {
  checkPeriod(period);
  let sum = 0;
  // What rounding takes away from the running sum is given back (Neumaier 1974), else it would pile up over years.
  let lost = 0;
  const add = (value: number) => {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  };
  return values.map((value, index) => {
    add(value);
    if (index >= period) add(-(values[index - period] ?? 0));
    return index < period - 1 ? null : (sum + lost) / period;
  });
}

/**
 * Exponential moving average with a weight of 2 / (period + 1) on the newest value, beginning with the simple average of
 * the first `period` values.
 * @param values oldest first, of one unbroken series
 * @returns as many values; null until `period` of them are there
 * @throws RangeError for a period that is not a whole number above 0
 */
export function exponentialMovingAverage(values: readonly number[], period: number): (number | null)[] {
  checkPeriod(period);
  return smooth(values, period, 2 / (period + 1));
}

/**
 * Wilder's smoothing: as an exponential average with a weight of 1 / period (Wilder, New Concepts in Technical Trading
 * Systems, 1978).
 */
export function wilderAverage(values: readonly number[], period: number): (number | null)[] {
  checkPeriod(period);
  return smooth(values, period, 1 / period);
}

function smooth(values: readonly number[], period: number, weight: number): (number | null)[] {
  let average: number | null = null;
  let sum = 0;
  return values.map((value, index) => {
    if (index < period) sum += value;
    if (index === period - 1) average = sum / period;
    else if (average !== null) average += weight * (value - average);
    return average;
  });
}

export function checkPeriod(period: number): void {
  if (!Number.isInteger(period) || period < 1) throw new RangeError(`a period of ${period}`);
}
