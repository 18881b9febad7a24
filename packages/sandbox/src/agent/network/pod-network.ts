import { ChaosError } from '@chaoskit/errors';
import { clusterAddresses } from '../../net/cluster-addresses.js';
import { runTool } from '../host/run-tool.js';
import type { Tools } from '../host/tools.js';
import { AddressPool } from './address-pool.js';

/** A pod's own network namespace. */
export interface PodLink {
  readonly namespace: string;
  readonly ip: string;
  /** The interface's end on the bridge. */
  readonly bridgeEnd: string;
}

const { gateway, serviceNetwork, host } = clusterAddresses;

/** The bridge and the network namespaces of pods. Runs inside the agent's own network and mount namespace. */
export class PodNetwork {
  readonly #tools: Tools;
  readonly #addresses = new AddressPool();
  #count = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Makes the bridge. All service addresses are local at once by one route, so none has to be added or removed later. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#ip(
      [
        'link set lo up',
        // An address of its own: without one the bridge takes that of one of its ports, and loses it with that pod.
        'link add br0 address 0a:58:0a:f4:00:01 type bridge',
        `addr add ${gateway}/16 dev br0`,
        'link set br0 up',
        `route add local ${serviceNetwork} dev lo`,
        `route add local ${host} dev lo`,
        // Nothing leads out: a program that tries hears so at once instead of waiting for a time-out.
        'route add unreachable default',
      ],
      signal,
    );
  }

  async add(signal: AbortSignal): Promise<PodLink> {
    const ip = this.#addresses.take();
    if (ip === undefined)
      throw new ChaosError('CHAOS_E_SANDBOX_ADDRESSES', 'no pod address is left in 10.244.0.0/16');
    this.#count += 1;
    const namespace = `pod${this.#count}`;
    const link = { namespace, ip, bridgeEnd: `ve${this.#count}` };
    try {
      await this.#ip(
        [
          `netns add ${namespace}`,
          `link add ve${this.#count} type veth peer name eth0 netns ${namespace}`,
          `link set ve${this.#count} master br0 up`,
        ],
        signal,
      );
      await this.#ip(
        [
          'link set lo up',
          `addr add ${ip}/16 dev eth0`,
          'link set eth0 up',
          `route add default via ${gateway}`,
        ],
        signal,
        ['-n', namespace],
      );
    } catch (reason) {
      await this.remove(link);
      throw reason;
    }
    return link;
  }

  /** Takes the interface and the namespace down, as far as they are there. */
  async remove({ namespace, ip, bridgeEnd }: PodLink): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    // -force: goes on where one of them is not there (any more).
    await this.#ip([`link del ${bridgeEnd}`, `netns del ${namespace}`], signal, ['-force']).catch(() => {});
    this.#addresses.free(ip);
  }

  async #ip(lines: readonly string[], signal: AbortSignal, options: readonly string[] = []): Promise<void> {
    const input = `${lines.join('\n')}\n`;
    await runTool(this.#tools.ip, [...options, '-batch', '-'], { input, signal });
  }
}
