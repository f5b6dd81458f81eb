package torvet.analysis;

import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;

import java.util.function.UnaryOperator;

/** A token filter made of one function, and what becomes of it where a synonym filter reads its rules. */
class Filter extends AbstractTokenFilterFactory {

    /** What a synonym filter further down the chain may do with this one when it analyses its own rules. */
    enum InSynonyms {
        APPLIED,
        LEFT_OUT,
        REFUSED
    }

    private final UnaryOperator<TokenStream> wrap;
    private final InSynonyms inSynonyms;

    Filter(String name, Settings settings, InSynonyms inSynonyms, UnaryOperator<TokenStream> wrap) {
        super(name, settings);
        this.inSynonyms = inSynonyms;
        this.wrap = wrap;
    }

    @Override
    public TokenStream create(TokenStream input) {
        return wrap.apply(input);
    }

    @Override
    public TokenFilterFactory getSynonymFilter() {
        return switch (inSynonyms) {
            case APPLIED -> this;
            case LEFT_OUT -> IDENTITY_FILTER;
            case REFUSED -> throw new IllegalArgumentException(
                "Token filter [" + name() + "] cannot be used to parse synonyms"
            );
        };
    }

    /** One that works on single characters, so that normalizers of keyword fields may use it too. */
    static final class Normalizing extends Filter implements NormalizingTokenFilterFactory {
        Normalizing(String name, Settings settings, UnaryOperator<TokenStream> wrap) {
            super(name, settings, InSynonyms.APPLIED, wrap);
        }
    }
}
