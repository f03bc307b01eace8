import { useState } from "react";
import classes from "./coin-icon.module.css";

/** A coin's picture, or its first letter on a tint made from its id where there is none or it does not load. */
export function CoinIcon({ id, symbol, imageUrl, size = 22 }: CoinIconProps) {
  const [failed, setFailed] = useState(false);
  if (imageUrl?.startsWith("https:") && !failed) {
    return (
      <img
        className={classes.image}
        src={imageUrl}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setFailed(true)}
      />
    );
  }
  const [letter = "?"] = [...(symbol || id)];
  return (
    <span className={classes.letter} style={{ "--hue": hueOf(id), "--size": `${size}px` }} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}

interface CoinIconProps {
  id: string;
  symbol: string;
  imageUrl: string | null | undefined;
  size?: number;
}

function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) hash = (hash * 31 + id.charCodeAt(index)) % 360;
  return hash;
}
