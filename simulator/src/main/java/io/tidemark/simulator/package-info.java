/**
 * The simulated world: deterministic TDengine-like vnodes under virtual time, and the run that backs them up while they
 * write. {@link io.tidemark.simulator.Simulation} is the world, {@link io.tidemark.simulator.SimulationRun} the whole
 * experiment.
 */
@NullMarked
package io.tidemark.simulator;

import org.jspecify.annotations.NullMarked;
