package io.sallyport;

import io.sallyport.gate.Latch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an instance gives out to administer it, through which no request passes: refuses every call
 * once the instance is closed, and each null by the name of its parameter. Thread-safe if the
 * target is.
 */
final class Guarded implements InvocationHandler {
  private static final Object[] NOTHING = {};

  private final Object target;
  private final Latch latch;

  private Guarded(Object target, Latch latch) {
    this.target = target;
    this.latch = latch;
  }

  /** The target, behind the latch. */
  static <T> T of(Class<T> type, T target, Latch latch) {
    latch.requireOpen();
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Guarded(target, latch));
    return type.cast(proxy);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] given = arguments == null ? NOTHING : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return ofAnyObject(proxy, method, given);
    }
    latch.requireOpen();
    for (int i = 0; i < given.length; i++) {
      if (given[i] == null) {
        throw new NullPointerException(method.getParameters()[i].getName());
      }
    }
    try {
      return method.invoke(target, given);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** What may be asked of a closed instance too: which object it is. */
  private Object ofAnyObject(Object proxy, Method method, @Nullable Object[] given) {
    return switch (method.getName()) {
      case "equals" -> proxy == given[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> target.toString();
    };
  }
}
