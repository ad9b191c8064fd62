package dev.budgetledger.reliability.faults;

import java.util.List;
import java.util.SplittableRandom;

import dev.budgetledger.reliability.cluster.PostgresPair.Loss;
import dev.budgetledger.reliability.faults.Fault.ClientsIdle;
import dev.budgetledger.reliability.faults.Fault.DiskFull;
import dev.budgetledger.reliability.faults.Fault.FailOver;
import dev.budgetledger.reliability.faults.Fault.Killed;
import dev.budgetledger.reliability.faults.Fault.LinkCut;
import dev.budgetledger.reliability.faults.Fault.LinkStalled;
import dev.budgetledger.reliability.faults.Fault.LockHeld;
import dev.budgetledger.reliability.faults.Fault.ReadersStalled;
import dev.budgetledger.reliability.faults.Fault.SessionsEnded;
import dev.budgetledger.reliability.faults.Fault.Stopped;

/** The kinds of faults, each with how one is drawn. */
public enum Kind {

    KILL_LEDGER, KILL_PROJECTION, KILL_PRIMARY, KILL_STANDBY, KILL_BROKER,
    STOP_LEDGER, STOP_PROJECTION, STOP_PRIMARY, STOP_STANDBY, STOP_BROKER,
    END_SESSIONS, FAIL_OVER, CUT_DATABASE, CUT_KAFKA, STALL_DATABASE, STALL_KAFKA,
    HOLD_LOCK, STALL_READERS, IDLE_CLIENTS, FILL_PRIMARY, FILL_BROKER, FILL_LEDGER;

    private static final List<String> LEDGERS = List.of("ledger-1", "ledger-2");
    private static final List<String> PROJECTIONS = List.of("projection-1", "projection-2");
    private static final List<String> SERVICES = List.of("ledger-1", "ledger-2", "projection-1", "projection-2");
    private static final List<String> BROKERS = List.of("broker-1", "broker-2", "broker-3");

    /** One of this kind; the same random numbers give the same one. */
    Fault draw(SplittableRandom random) {
        return switch (this) {
            case KILL_LEDGER -> new Killed(this, one(LEDGERS, random));
            case KILL_PROJECTION -> new Killed(this, one(PROJECTIONS, random));
            case KILL_PRIMARY -> new Killed(this, "primary");
            case KILL_STANDBY -> new Killed(this, "standby");
            case KILL_BROKER -> new Killed(this, one(BROKERS, random));
            case STOP_LEDGER -> new Stopped(this, one(LEDGERS, random));
            case STOP_PROJECTION -> new Stopped(this, one(PROJECTIONS, random));
            case STOP_PRIMARY -> new Stopped(this, "primary");
            case STOP_STANDBY -> new Stopped(this, "standby");
            case STOP_BROKER -> new Stopped(this, one(BROKERS, random));
            case END_SESSIONS -> new SessionsEnded(this);
            case FAIL_OVER -> new FailOver(this, one(List.of(Loss.values()), random));
            case CUT_DATABASE -> new LinkCut(this, one(SERVICES, random), false);
            case CUT_KAFKA -> new LinkCut(this, one(SERVICES, random), true);
            case STALL_DATABASE -> new LinkStalled(this, one(SERVICES, random), false);
            case STALL_KAFKA -> new LinkStalled(this, one(SERVICES, random), true);
            case HOLD_LOCK -> new LockHeld(this);
            case STALL_READERS -> new ReadersStalled(this, one(LEDGERS, random), 8 + random.nextInt(24));
            case IDLE_CLIENTS -> new ClientsIdle(this, one(SERVICES, random), 50 + random.nextInt(450));
            case FILL_PRIMARY -> new DiskFull(this, "primary");
            case FILL_BROKER -> new DiskFull(this, one(BROKERS, random));
            case FILL_LEDGER -> new DiskFull(this, one(LEDGERS, random));
        };
    }

    private static <T> T one(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
