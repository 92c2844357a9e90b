import { messages } from '#src/lib/text/messages.ts'

export const words = messages({
  segments: { vi: 'Phân vùng', en: 'Segments', ko: '분할 영역' },
  none: {
    vi: 'Chưa có phân vùng nào. Tệp DICOM SEG được gửi cùng ca chụp sẽ hiện ở đây.',
    en: 'No segmentation yet. A DICOM SEG sent with the study appears here.',
    ko: '아직 분할 영역이 없습니다. 검사와 함께 보낸 DICOM SEG가 여기에 표시됩니다.',
  },
  opacity: { vi: 'Độ đậm', en: 'Opacity', ko: '불투명도' },
  fill: { vi: 'Tô', en: 'Fill', ko: '채우기' },
  outline: { vi: 'Viền', en: 'Outline', ko: '윤곽선' },
  showAll: { vi: 'Hiện tất cả', en: 'Show all', ko: '모두 보기' },
  show: { vi: 'Hiện {name}', en: 'Show {name}', ko: '{name} 보기' },
  go: { vi: 'Đi tới lát giữa', en: 'Go to its middle slice', ko: '가운데 단면으로 이동' },
  slices: { vi: '{n} lát', en: '{n} {n#slice|slices}', ko: '{n}단면' },
  volume: { vi: 'Thể tích: cách tính', en: 'Volume: how it is computed', ko: '부피 계산 방법' },
  loading: { vi: 'Đang tải…', en: 'Loading…', ko: '불러오는 중…' },
  failed: {
    vi: 'Không tải được phân vùng.',
    en: 'The segmentation could not be loaded.',
    ko: '분할 영역을 불러오지 못했습니다.',
  },
  broken: {
    vi: 'Không đọc được tệp phân vùng này',
    en: 'This segmentation cannot be read',
    ko: '이 분할 파일을 읽을 수 없습니다',
  },
  noVolume: { vi: 'không tính thể tích được', en: 'no volume', ko: '부피 계산 불가' },
  segment: { vi: 'Vùng {n}', en: 'Segment {n}', ko: '영역 {n}' },
  manual: { vi: 'vẽ tay', en: 'by hand', ko: '수동' },
  semi: { vi: 'bán tự động', en: 'semi-automatic', ko: '반자동' },
  automatic: { vi: 'tự động', en: 'automatic', ko: '자동' },
})
