package stablegan.training;

import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One run from its checkpoint to its end. */
final class Loop implements Training {

  private static final double NANOS = 1e9;
  private static final String D_UPDATE = "d_update";
  private static final String G_UPDATE = "g_update";
  private static final String LOSS = "d_loss";

  /**
   * A step that was made.
   *
   * @param fault what was or became no number, and where, in words
   */
  private record Step(Map<String, Double> measured, Optional<String> fault) {}

  private final Method method;
  private final GameState state;
  private final TrainingData data;
  private final Plan plan;
  private final long seed;
  private final Checkpoint checkpoint;
  private final List<Listener> listeners;
  private final Game game;
  private final NonFiniteSource source;
  private final Generator generator;
  private History history = new History();
  private long step;

  /** Whether the listeners have seen the present step. */
  private boolean told = true;

  /** The outcome of a run that was opened again after its end. */
  private Optional<Outcome> ended = Optional.empty();

  /** The last step of a shorter plan, until one is recorded after it; -1 if there is none. */
  private long shorterEnd = -1;

  /** Time of the steps since the last that was recorded: one that is takes longer than others. */
  private long nanos;

  private int timed;

  Loop(
      Method method,
      GameState state,
      TrainingData data,
      Plan plan,
      long seed,
      Checkpoint checkpoint,
      List<Listener> listeners) {
    this.method = method;
    this.state = state;
    this.data = data;
    this.plan = plan;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.listeners = listeners;
    game = new Game(method, state, data, plan, seed);
    source = new NonFiniteSource(method, state, data, plan, seed);
    generator = state.sampler();
  }

  /** Goes to where the run was saved; true if that is its end. */
  boolean restore() {
    Optional<Checkpoint.Saved> saved = checkpoint.restore(state);
    saved.ifPresent(
        s -> {
          step = s.outcome().step();
          told = s.told();
          history = s.history();
        });
    shorterEnd = shorterEnd();
    ended =
        saved
            .filter(s -> s.isFinal(plan))
            .map(
                s ->
                    s.outcome().kind() == Outcome.Kind.DIVERGED
                        ? s.outcome()
                        : Outcome.completed(step));
    return ended.isPresent();
  }

  /** It was recorded as the last of its plan, and not as all others were. */
  private long shorterEnd() {
    List<Long> steps = history.find(LOSS).steps();
    if (steps.isEmpty()) {
      return -1;
    }
    long last = steps.get(steps.size() - 1);
    boolean usual = steps.size() > 1 && last % steps.get(0) == 0;
    return usual || plan.records(last) ? -1 : last;
  }

  Outcome run() {
    if (ended.isPresent()) {
      openedAgain(ended.get());
      return ended.get();
    }
    Outcome outcome = outcome();
    save(outcome);
    listeners.forEach(listener -> listener.ended(this, outcome));
    return outcome;
  }

  private void openedAgain(Outcome outcome) {
    try {
      startListeners();
    } catch (Generator.DivergedException e) {
      if (outcome.isCompleted()) {
        throw e;
      }
    }
    listeners.forEach(listener -> listener.ended(this, outcome));
  }

  /** Starts all of them, also those after one that finds samples that are no numbers. */
  private void startListeners() {
    Optional<Generator.DivergedException> found = Optional.empty();
    for (Listener listener : listeners) {
      try {
        listener.started(this);
      } catch (Generator.DivergedException e) {
        found = found.or(() -> Optional.of(e));
      }
    }
    if (found.isPresent()) {
      throw found.get();
    }
  }

  /** Whoever looks at samples that are no numbers finds that the run has diverged. */
  private Outcome outcome() {
    try {
      return steps();
    } catch (Generator.DivergedException e) {
      told = true;
      return Outcome.diverged(step, e.getMessage());
    }
  }

  private void save(Outcome outcome) {
    checkpoint.save(state, new Checkpoint.Saved(outcome, told, history));
  }

  private Outcome steps() {
    if (!tell(this::startListeners)) {
      return Outcome.interrupted(step);
    }
    told = told || tell(this::stepped);
    checkpoint.show(history);
    while (told && step < plan.steps()) {
      if (Thread.currentThread().isInterrupted()) {
        return Outcome.interrupted(step);
      }
      Step made = plan.records(step + 1) ? measuredStep() : timedStep();
      if (made.fault().isPresent()) {
        return diverged(made.fault().get());
      }
      step++;
      if (plan.records(step)) {
        record(made.measured());
      }
      told = tell(this::stepped);
      checkpoint.show(history);
      if (told && step % plan.checkpointEvery() == 0 && step < plan.steps()) {
        save(Outcome.interrupted(step));
      }
    }
    return told ? Outcome.completed(step) : Outcome.interrupted(step);
  }

  private void stepped() {
    listeners.forEach(listener -> listener.stepped(this));
  }

  /** False if a listener was interrupted: a run that goes on tells them again. */
  private boolean tell(Runnable event) {
    try {
      event.run();
      return true;
    } catch (CancellationException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return false;
    }
  }

  /**
   * The failed step has changed more than the weights that it left as they were, such as the other
   * player and running statistics: the steps before it are made again.
   */
  private Outcome diverged(String reason) {
    long failed = step;
    step = checkpoint.restore(state).map(s -> s.outcome().step()).orElseGet(this::start);
    while (step < failed) {
      if (Thread.currentThread().isInterrupted()) {
        history.truncate(step);
        return Outcome.interrupted(step);
      }
      game.step(step);
      step++;
    }
    return Outcome.diverged(step, reason);
  }

  private long start() {
    try (GameState fresh = new GameState(method, data.sample(), seed)) {
      state.copyFrom(fresh);
      return 0;
    }
  }

  private Step timedStep() {
    long start = System.nanoTime();
    Map<String, Double> measured = game.step(step);
    Step made = new Step(measured, fault(measured).map(this::traced).or(state::fault));
    nanos += System.nanoTime() - start;
    timed++;
    return made;
  }

  /** With what one optimizer step of each player changed: "d_update", "g_update". */
  private Step measuredStep() {
    try (UpdateSize discriminator = new UpdateSize(state.discriminator, state.manager);
        UpdateSize generator = new UpdateSize(state.generator, state.manager)) {
      Step made = timedStep();
      double discriminatorSteps = method.optimization().criticSteps();
      made.measured().put(D_UPDATE, discriminator.measure() / discriminatorSteps);
      made.measured().put(G_UPDATE, generator.measure());
      return made;
    }
  }

  private void record(Map<String, Double> measured) {
    measured.put("seconds_per_step", nanos / NANOS / timed);
    nanos = 0;
    timed = 0;
    if (shorterEnd >= 0) {
      // a run that goes on past it has no such row
      history.removeWhere(s -> s == shorterEnd, measured.keySet());
      shorterEnd = -1;
    }
    measured.forEach((name, value) -> history.add(step, name, value));
  }

  private String traced(String fault) {
    return fault + ": " + source.find(game.lastStep());
  }

  private static Optional<String> fault(Map<String, Double> measured) {
    return measured.entrySet().stream()
        .filter(m -> !Double.isFinite(m.getValue()))
        .findFirst()
        .map(m -> m.getKey() + " is " + m.getValue());
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Optional<Path> folder() {
    return checkpoint.folder();
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public Block discriminator() {
    return state.discriminator.block();
  }
}
