package io.patchbay.inject;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which {@link ChatModel} is injected. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface ModelId {

    /** Such as {@code openai/gpt-4o}, or {@code @siliconflow/Qwen/Qwen2.5-72B-Instruct}; empty for the default model. */
    @Nonbinding
    String value() default "";

    /** The only provider that may be asked first, such as {@code siliconflow}; empty to leave the choice to the routes. */
    @Nonbinding
    String provider() default "";

    /** Makes the qualifier at run time, for {@code @Any Instance<ChatModel>}. */
    final class Literal extends AnnotationLiteral<ModelId> implements ModelId {
        private static final long serialVersionUID = 1L;

        private final String value;
        private final String provider;

        public Literal(String value) {
            this(value, "");
        }

        public Literal(String value, String provider) {
            this.value = value;
            this.provider = provider;
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public String provider() {
            return provider;
        }
    }
}
