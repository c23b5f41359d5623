/**
 * One simulated vnode after TDengine 3.x: log, memtable, catalogue, file sets and the background jobs that move rows
 * between them. {@link io.tidemark.simulator.vnode.Vnode} is the door; {@link io.tidemark.simulator.vnode.StoreReader}
 * reads a store's rows back from nothing but its blocks.
 */
@NullMarked
package io.tidemark.simulator.vnode;

import org.jspecify.annotations.NullMarked;
