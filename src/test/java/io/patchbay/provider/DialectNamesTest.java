package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever adds a dialect finds out here that rows can't name it yet. */
class DialectNamesTest {

    @Test
    void eachDialectsNameIsOneThatRowsMayHave() {
        List<String> names = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("io.patchbay.provider").stream()
                        .filter(type -> type.isAssignableTo(Dialect.class) && !type.isInterface())
                        .map(DialectNamesTest::nameOf)
                        .sorted()
                        .toList();

        assertThat(Dialect.NAMES).isEqualTo(names);
    }

    private static String nameOf(JavaClass dialect) {
        try {
            Constructor<?> constructor = dialect.reflect().getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((Dialect) constructor.newInstance()).name();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(dialect.getName() + " can't be made", e);
        }
    }
}
