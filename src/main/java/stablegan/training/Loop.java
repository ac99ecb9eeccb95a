package stablegan.training;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run from its checkpoint to its end. */
final class Loop implements Training {

  private static final double NANOS = 1e9;
  private static final String D_UPDATE = "d_update";
  private static final String G_UPDATE = "g_update";

  private final Method method;
  private final GameState state;
  private final Plan plan;
  private final long seed;
  private final Optional<Checkpoint> checkpoint;
  private final List<Listener> listeners;
  private final Game game;
  private final NonFiniteSource source;
  private final Generator generator;
  private final History history;
  private long step;

  /** Whether nothing was recorded since the run was resumed. */
  private boolean resumed;

  /** Time of the steps since the last that was recorded: one that is takes longer than others. */
  private long nanos;

  private int timed;

  Loop(
      Method method,
      GameState state,
      TrainingData data,
      Plan plan,
      long seed,
      Optional<Checkpoint> checkpoint,
      List<Listener> listeners) {
    this.method = method;
    this.state = state;
    this.plan = plan;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.listeners = listeners;
    game = new Game(method, state, data, plan, seed);
    source = new NonFiniteSource(method, state, data, seed);
    generator = state.sampler();
    step = checkpoint.map(c -> c.restore(state)).orElse(0L);
    history = checkpoint.map(c -> c.history(step)).orElseGet(History::new);
    resumed = step > 0;
  }

  Outcome run() {
    Outcome outcome = outcome();
    checkpoint.ifPresent(c -> c.save(state, history, step));
    listeners.forEach(listener -> listener.ended(this, outcome));
    return outcome;
  }

  /** Whoever looks at samples that are no numbers finds that the run has diverged. */
  private Outcome outcome() {
    try {
      listeners.forEach(listener -> listener.started(this));
      return steps();
    } catch (DivergedException e) {
      return Outcome.diverged(step, e.getMessage());
    }
  }

  private Outcome steps() {
    while (step < plan.steps()) {
      if (Thread.currentThread().isInterrupted()) {
        return Outcome.interrupted(step);
      }
      Map<String, Double> measured = plan.records(step + 1) ? measuredStep() : timedStep();
      Optional<String> fault = fault(measured);
      if (fault.isPresent()) {
        return Outcome.diverged(
            step, fault.get() + ": " + source.find(step, game.criticStepsMade()));
      }
      step++;
      if (plan.records(step)) {
        measured.put("seconds_per_step", nanos / NANOS / timed);
        forgetFormerEnds(measured.keySet());
        nanos = 0;
        timed = 0;
        measured.forEach((name, value) -> history.add(step, name, value));
      }
      listeners.forEach(listener -> listener.stepped(this));
      if (step % plan.checkpointEvery() == 0 && step < plan.steps()) {
        checkpoint.ifPresent(c -> c.save(state, history, step));
      }
    }
    return Outcome.completed(step);
  }

  /** A shorter plan recorded its last step; a run that goes on past it has no such row. */
  private void forgetFormerEnds(Set<String> measured) {
    if (resumed) {
      history.removeWhere(s -> !plan.records(s), measured);
      resumed = false;
    }
  }

  private Map<String, Double> timedStep() {
    long start = System.nanoTime();
    Map<String, Double> measured = game.step(step);
    nanos += System.nanoTime() - start;
    timed++;
    return measured;
  }

  /** With what one optimizer step of each player changed: "d_update", "g_update". */
  private Map<String, Double> measuredStep() {
    try (UpdateSize discriminator = new UpdateSize(state.discriminator, state.manager);
        UpdateSize generator = new UpdateSize(state.generator, state.manager)) {
      Map<String, Double> measured = timedStep();
      measured.put(D_UPDATE, discriminator.measure() / method.optimization().criticSteps());
      measured.put(G_UPDATE, generator.measure());
      return measured;
    }
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
