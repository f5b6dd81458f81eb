package torvet.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

import java.util.Map;
import java.util.function.BiFunction;

/**
 * Registers, under the names of Elasticsearch's reference manual, the analysis components that the bare distribution on
 * Maven Central lacks. Used only for the node that the tests start; every full Elasticsearch has them already.
 */
public final class AnalysisModule extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return TokenFilters.all();
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Tokenizers.all();
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return CharFilters.all();
    }

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of(
            "danish", language(DanishAnalyzer.getDefaultStopSet(), DanishAnalyzer::new),
            "english", language(EnglishAnalyzer.getDefaultStopSet(), EnglishAnalyzer::new)
        );
    }

    /** A language's analyzer with the settings `stopwords` and `stem_exclusion`. */
    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> language(
        CharArraySet stopWords,
        BiFunction<CharArraySet, CharArraySet, Analyzer> create
    ) {
        return (index, environment, name, settings) -> new Language(name, environment, settings, stopWords, create);
    }

    private static final class Language extends AbstractIndexAnalyzerProvider<Analyzer> {
        private final Analyzer analyzer;

        Language(
            String name,
            Environment environment,
            Settings settings,
            CharArraySet stopWords,
            BiFunction<CharArraySet, CharArraySet, Analyzer> create
        ) {
            super(name, settings);
            analyzer = create.apply(
                Analysis.parseStopWords(environment, settings, stopWords),
                Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET)
            );
        }

        @Override
        public Analyzer get() {
            return analyzer;
        }
    }
}
