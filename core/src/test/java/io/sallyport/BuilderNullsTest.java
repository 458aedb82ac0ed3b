package io.sallyport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who forgets what an option takes is told which option it was. */
class BuilderNullsTest {
  static Stream<Method> options() {
    return Stream.of(SallyportBuilder.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == SallyportBuilder.class)
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> !method.getName().equals("lenient"));
  }

  @ParameterizedTest
  @MethodSource("options")
  void aNullIsNamedAsItsOption(Method option) {
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class,
            () -> option.invoke(Sallyport.builder(), new Object[] {null}));
    assertEquals(
        option.getName(),
        assertThrows(
                NullPointerException.class,
                () -> {
                  throw thrown.getTargetException();
                })
            .getMessage());
  }
}
