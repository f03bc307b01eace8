import { BlockList, isIPv6 } from "node:net";

const own = new BlockList();
own.addSubnet("127.0.0.0", 8);
own.addSubnet("10.0.0.0", 8);
own.addSubnet("172.16.0.0", 12);
own.addSubnet("192.168.0.0", 16);
own.addSubnet("169.254.0.0", 16);
own.addSubnet("::1", 128, "ipv6");
own.addSubnet("fc00::", 7, "ipv6");
own.addSubnet("fe80::", 10, "ipv6");

/** True for the machine itself and networks that are not part of the internet (RFC 1918, 3927, 4193). */
export function isPrivateAddress(ip: string): boolean {
  const address = ip.startsWith("::ffff:") ? ip.slice("::ffff:".length) : ip;
  return own.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
