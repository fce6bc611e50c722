import type { AppApi } from '@contract';

declare global {
  interface Window {
    readonly api: AppApi;
  }
}
