package io.sallyport.audit;

/**
 * Takes note of what happens. Called by a thread of its own, one event after the other: a slow sink
 * slows no request, and what it throws is logged and harms nobody. Up to 8,192 events wait for it;
 * what comes past that is counted, and told as {@link AuditEvent.Dropped}. Refusals and failed
 * authentications fill half of that at most, and past a hundred a minute of one principal or
 * address they are counted, and told once a minute as {@link AuditEvent.Withheld}. When the
 * instance is closed, it has five seconds for what still waits.
 */
@FunctionalInterface
public interface AuditSink {

  void accept(AuditEvent event);
}
