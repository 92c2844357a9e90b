import { messages } from '#src/lib/text/messages.ts'

/** The page of volumes. */
export const volumeWords = messages({
  title: { vi: 'Thể tích các vùng', en: 'Volumes of segments', ko: '분할 영역 부피' },
  back: { vi: 'Quay lại ảnh', en: 'Back to the images', ko: '영상으로 돌아가기' },
  none: {
    vi: 'Ca chụp này chưa có phân vùng nào.',
    en: 'This study has no segmentation yet.',
    ko: '이 검사에는 아직 분할 영역이 없습니다.',
  },
  untitled: { vi: 'Phân vùng', en: 'Segmentation', ko: '분할' },
  broken: {
    vi: 'Không đọc được tệp này ({code}).',
    en: 'This file cannot be read ({code}).',
    ko: '이 파일을 읽을 수 없습니다({code}).',
  },
  segment: { vi: 'Vùng {n}', en: 'Segment {n}', ko: '영역 {n}' },
  voxels: { vi: 'Số voxel trong vùng', en: 'Voxels in the segment', ko: '영역 안의 복셀 수' },
  voxelsOn: { vi: '{n} lát', en: 'on {n} {n#slice|slices}', ko: '{n}개 단면' },
  pixel: { vi: 'Kích thước điểm ảnh', en: 'Size of a pixel', ko: '픽셀 크기' },
  gap: { vi: 'Khoảng cách giữa các lát', en: 'Distance between slices', ko: '단면 사이 거리' },
  'gap-images': {
    vi: 'từ vị trí của các ảnh (ImagePositionPatient), theo pháp tuyến',
    en: 'from the positions of the images (ImagePositionPatient), along the normal',
    ko: '영상 위치(ImagePositionPatient)에서 법선 방향으로 계산',
  },
  'gap-segmentation': {
    vi: 'từ vị trí các lát trong tệp phân vùng, vì không có ảnh gốc ở đây',
    en: 'from the positions of the segmentation’s own slices, since the images are not here',
    ko: '원본 영상이 없어 분할 파일의 단면 위치에서 계산',
  },
  uneven: {
    vi: 'Các lát cách nhau hơi không đều: mỗi lát được tính với nửa khoảng cách tới hai lát kề.',
    en: 'Slices are a little unevenly spaced: each was counted with half the distance to its neighbours.',
    ko: '단면 간격이 조금 고르지 않아, 각 단면을 이웃까지 거리의 절반으로 계산했습니다.',
  },
  voxel: { vi: 'Thể tích một voxel', en: 'Volume of a voxel', ko: '복셀 하나의 부피' },
  product: { vi: 'Thể tích', en: 'Volume', ko: '부피' },
  thickness: {
    vi: 'Bề dày lát ghi trong tệp là {mm} mm. Nó không được dùng: các lát {how}.',
    en: 'The slice thickness in the file is {mm} mm. It is not used: slices {how}.',
    ko: '파일의 단면 두께는 {mm} mm입니다. 단면이 {how} 사용하지 않습니다.',
  },
  overlap: { vi: 'chồng lên nhau', en: 'overlap', ko: '서로 겹치므로' },
  apart: { vi: 'cách xa nhau hơn bề dày', en: 'lie farther apart than that', ko: '두께보다 멀리 떨어져 있으므로' },
  by: { vi: 'Cách tạo', en: 'Made', ko: '생성 방법' },
  MANUAL: { vi: 'vẽ tay', en: 'by hand', ko: '수동' },
  SEMIAUTOMATIC: { vi: 'bán tự động', en: 'semi-automatically', ko: '반자동' },
  AUTOMATIC: { vi: 'tự động', en: 'automatically', ko: '자동' },
  PROBABILITY: {
    vi: 'Bản đồ xác suất: tính từ một nửa trở lên.',
    en: 'A map of probabilities: counted from one half.',
    ko: '확률 지도: 절반 이상을 계산했습니다.',
  },
  OCCUPANCY: {
    vi: 'Bản đồ tỉ lệ: mỗi voxel được tính theo phần nó chứa.',
    en: 'A map of occupancy: each voxel counts by its part.',
    ko: '점유율 지도: 각 복셀을 차지한 비율만큼 계산했습니다.',
  },
  noVolume: { vi: 'Không tính thể tích', en: 'No volume', ko: '부피를 계산하지 않음' },
  'no-geometry': {
    vi: 'Tệp không ghi vị trí, hướng hoặc kích thước điểm ảnh.',
    en: 'Position, direction or size of pixels are not in the file.',
    ko: '파일에 위치, 방향 또는 픽셀 크기가 없습니다.',
  },
  'no-orientations': {
    vi: 'Các lát không song song với nhau.',
    en: 'The slices do not lie parallel.',
    ko: '단면들이 서로 평행하지 않습니다.',
  },
  'no-spacing': {
    vi: 'Các lát có kích thước điểm ảnh khác nhau.',
    en: 'The slices have pixels of different sizes.',
    ko: '단면마다 픽셀 크기가 다릅니다.',
  },
  'no-one-slice': {
    vi: 'Chỉ có một lát: không lát nào cho biết khoảng cách.',
    en: 'There is one slice only: no neighbour tells the distance.',
    ko: '단면이 하나뿐이어서 간격을 알 수 없습니다.',
  },
  'no-gaps': {
    vi: 'Thiếu lát hoặc các lát cách nhau không đều (có chỗ {mm} mm): con số sẽ sai.',
    en: 'Slices are missing or unevenly spaced (up to {mm} mm): a figure would be wrong.',
    ko: '단면이 빠졌거나 간격이 고르지 않아(최대 {mm} mm) 값이 틀리게 됩니다.',
  },
  'no-duplicates': {
    vi: 'Có hai lát ở cùng một vị trí.',
    en: 'Two slices lie at the same place.',
    ko: '같은 위치에 단면이 두 개 있습니다.',
  },
})
