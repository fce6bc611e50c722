import { AppError, type Accuracy, type AppEvent, type EngineRole } from '@contract';
import type { GridAxes, Notice, Outcome, Probe, Source } from '@contract';
import type { SettingsPatch } from '@contract/schemas';
import { EngineLink, type CallOptions, type EnginePush } from '../link/engine-link';
import { MainLink } from '../link/main-link';
import { receivePorts } from '../link/ports';
import { VisibleAccuracy, type Region } from './accuracy.svelte';
import { Clips } from './clips/clips.svelte';
import type { AppOptions, PlainCommand } from './app-options';
import { limitsOf } from './grid-view';
import { Inspector } from './inspect/inspector.svelte';
import { Layout } from './layout.svelte';
import { isGoodNews, Notices } from './notices.svelte';
import { Hearing } from './hearing.svelte';
import { keepInStep } from './keep-in-step.svelte';
import { lookOf, restoreLook } from './look';
import type { Recording } from './recording/recording';
import { Playing } from './playing.svelte';
import { Readout } from './readout.svelte';
import { SessionState } from './session.svelte';
import { SettingsWriter } from './settings-writer';
import { Spectra } from './spectra.svelte';
import { TrainingBench } from './training/bench.svelte';
import { ViewMemory } from './view-memory';
import { View } from './view.svelte';
import type { Transport } from './view-types';

/** Everything the page knows and can ask for: built once, started once, disposed by its owner. */
export class AppState {
  readonly main: MainLink;
  readonly engines: Readonly<Record<EngineRole, EngineLink>> = {
    analysis: new EngineLink('analysis'),
    training: new EngineLink('training')
  };
  readonly transport: Transport;
  readonly recorder: Recording;
  readonly session = new SessionState();
  readonly notices = new Notices();
  readonly layout: Layout;
  readonly view = new View();
  readonly spectra: Spectra;
  readonly hearing: Hearing;
  readonly playing: Playing;
  readonly accuracy: VisibleAccuracy;
  readonly bench: TrainingBench;
  readonly clips: Clips;
  readonly inspector: Inspector;
  readonly readout = new Readout(
    () => this.spectra.tiles,
    () => this.view.range
  );
  readonly memory: ViewMemory;
  readonly #settings: SettingsWriter;
  readonly #stops: (() => void)[] = [];
  #probe = $state.raw<Probe | null>(null);
  /** Of the newest weights this engine process has told of. */
  #revision = -1;
  #shownClip: string | null = null;

  constructor({ api, target, transport, recorder, onMenu }: AppOptions) {
    const { analysis } = this.engines;
    this.main = new MainLink(api);
    this.transport = transport;
    this.hearing = new Hearing({ engine: analysis, transport });
    this.playing = new Playing(transport, (patch) => this.change(patch));
    const onFailure = (error: unknown): void => this.tell(error);
    this.spectra = new Spectra({ engine: analysis, onFailure, onOpened: (source, axes) => this.#fitTo(source, axes) });
    this.accuracy = new VisibleAccuracy({ measure: (region, options) => this.#measure(region, options), onFailure });
    this.layout = new Layout(target.sessionStorage);
    const show = (notice: Notice): void => this.notices.show(notice);
    const { main, engines, session } = this;
    this.bench = new TrainingBench({ main, engines, session, show });
    this.inspector = new Inspector({ main, engine: analysis, show });
    this.clips = new Clips({ main, session, engine: analysis, show });
    this.memory = new ViewMemory(target.sessionStorage, () => lookOf(this));
    this.#settings = new SettingsWriter({
      read: () => this.session.settings,
      show: (settings) => this.session.useSettings(settings),
      send: (patch) => this.main.ask('changeSettings', patch),
      onFailure
    });
    this.recorder = recorder(this);
    this.#stops.push(
      receivePorts(target, this.engines),
      this.main.onEvent((event) => this.#receive(event, onMenu)),
      analysis.onPush((message) => this.#take(message)),
      analysis.onConnection((connected) => this.#meet(connected)),
      $effect.root(() => keepInStep(this))
    );
  }

  /** What the analysis engine's backend answered to a small product, null until it did. */
  get probe(): Probe | null {
    return this.#probe;
  }

  async start(): Promise<void> {
    const session = await this.main.ask('getSession');
    if (!session.ok) return this.tell(session.message);
    this.session.load(session.value);
    this.notices.showAll(session.value.notices);
    this.bench.follow(session.value.training);
    this.#tellFailure(await this.main.ask('connectEngines'));
  }

  change(patch: SettingsPatch): void {
    void this.#settings.change(patch);
  }

  async run(command: PlainCommand): Promise<void> {
    this.#tellFailure(await this.main.ask(command));
  }

  async saveCheckpoint(): Promise<void> {
    this.#tellFailure(await this.main.ask('saveCheckpoint', { as: true }));
  }

  async restartEngine(role: EngineRole): Promise<void> {
    this.#tellFailure(await this.main.ask('restartEngine', { role }));
  }

  /** Looks into the weights of a run, moment by moment. */
  lookInto(run: string): void {
    this.layout.enter('inspect');
    void this.inspector.history.open(run);
  }

  async copy(text: string): Promise<void> {
    const outcome = await this.main.ask('copyText', { text });
    this.notices.show(
      outcome.ok ? { level: 'info', text: 'Copied the readout.' } : { level: 'error', text: outcome.message }
    );
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.accuracy.dispose();
    this.spectra.dispose();
    this.bench.dispose();
    this.inspector.dispose();
    this.hearing.dispose();
    this.playing.dispose();
    this.memory.dispose();
    this.notices.dispose();
    for (const engine of Object.values(this.engines)) engine.drop();
    this.transport.dispose();
    this.recorder.dispose();
  }

  #receive(event: AppEvent, onMenu: AppOptions['onMenu']): void {
    if (isGoodNews(event)) this.notices.retire();
    switch (event.type) {
      case 'settings':
        // While own changes are on their way, what main says is older than what is shown.
        if (!this.#settings.busy) this.session.apply(event);
        return;
      case 'engine':
        this.session.apply(event);
        if (event.state.phase === 'restarting' || event.state.phase === 'failed') this.engines[event.role].drop();
        return;
      case 'network':
        if (event.network.revision < this.#revision) return;
        this.session.apply(event);
        this.#useRevision(event.network.revision);
        return;
      case 'notice':
        this.session.apply(event);
        this.notices.show(event.notice);
        return;
      case 'menu':
        onMenu(event.action);
        return;
      case 'training':
        this.session.apply(event);
        this.bench.follow(event.training);
        return;
      case 'look-into':
        return this.lookInto(event.run);
      case 'clip':
      case 'runs':
      case 'takes':
      case 'clip-list':
      case 'saving':
      case 'opening':
        this.session.apply(event);
    }
  }

  #take(message: EnginePush): void {
    if (message.type !== 'network') return;
    this.session.useNetwork(message.network);
    this.#useRevision(message.network.revision);
  }

  #meet(connected: boolean): void {
    // A fresh process counts its weights anew.
    this.#revision = -1;
    if (!connected) return;
    void this.engines.analysis.ask('probe', {}).then(
      (probe) => (this.#probe = probe),
      (error: unknown) => this.tell(error)
    );
    if (this.spectra.state.phase === 'failed') void this.spectra.open(this.session.source);
    this.#refresh();
  }

  #useRevision(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#refresh();
  }

  #refresh(): void {
    this.spectra.tiles?.weightsChanged();
    this.accuracy.weightsChanged();
    this.hearing.weightsChanged(this.#revision);
  }

  #fitTo(source: Source, axes: GridAxes): void {
    this.accuracy.reset();
    this.readout.clear();
    const limits = limitsOf(axes, this.session.clip?.seconds ?? 0);
    if (source.clip === this.#shownClip) this.view.regrid(limits);
    else this.view.show(limits);
    this.#shownClip = source.clip;
    const past = this.memory.begin(source.clip);
    if (past) restoreLook(this, past);
  }

  async #measure(region: Region, options: CallOptions): Promise<Accuracy> {
    const { source } = this.spectra;
    if (!source) throw new AppError('cancelled', 'There is nothing to measure.');
    return await this.engines.analysis.ask('measure', { ...source, ...region }, options);
  }

  /** That a person withdrew is no failure. */
  #tellFailure(outcome: Outcome<unknown>): void {
    if (!outcome.ok && outcome.code !== 'cancelled') this.tell(outcome.message);
  }

  /** Shows a failure in the status bar. */
  tell(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.notices.show({ level: 'error', text });
  }
}
